// Invented people and organisations with valid check digits.

export const ORGANIZATION = {
  kind: 'Медицинская организация',
  full_name: 'Государственное бюджетное учреждение здравоохранения «Зареченская районная больница»',
  short_name: 'ГБУЗ «Зареченская РБ»',
  ogrn: '1022900765436',
  inn: '2901876541',
  kpp: '290101001',
  region: '29 Северодольская область',
  locality: 'пос. Заречный',
  street: 'ул. Больничная, д. 4',
  email: 'priem@zarechnaya-rb.example',
  phone: '+7 818 000-14-20',
  head_surname: 'Зимин',
  head_given: 'Аркадий',
  head_patronymic: 'Львович',
  head_position: 'Главный врач',
  head_basis: 'Устава',
  copies: '2',
  in_oms: 'Есть в реестре медицинских организаций',
  basis: '290477',
};

/** Sells flowers: no part of the insurance system, so it is refused. */
export const OUTSIDER = {
  ...ORGANIZATION,
  kind: 'Иной участник системы ОМС',
  full_name: 'Общество с ограниченной ответственностью «Ромашка и сыновья»',
  short_name: 'ООО «Ромашка и сыновья»',
  ogrn: '1022900765447',
  inn: '2901876559',
  email: 'hello@romashka.example',
  in_oms: 'В системе ОМС нет — отказать',
  basis: 'Организация не участвует в системе ОМС',
};

export const USER = {
  surname: 'Фомина',
  given: 'Ольга',
  patronymic: 'Викторовна',
  snils: '148-302-799 70',
  inn: '290165432100',
  born_on: '14.05.1986',
  passport_number: '2911 456789',
  passport_issued_on: '20.06.2011',
  passport_issued_by: 'ОУФМС России по Северодольской области',
  passport_department: '290-001',
  position: 'Медицинский статистик',
  department: 'Отдел статистики',
  email: 'fomina@zarechnaya-rb.example',
  phone: '+7 818 000-14-21',
  has_statement: true,
  poa_number: '17',
};
