//! Pages for what did not work: what happened, then what to do.

use askama::Template;
use axum::http::StatusCode;

use crate::{kit::filters, shell::Shell};

/// Any answer that is not the page asked for.
#[derive(Debug, Template)]
#[template(path = "public/failure.html")]
pub(crate) struct FailurePage {
    pub(crate) shell: Shell,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Where the button leads and what stands on it.
    pub(crate) way_out: (&'static str, &'static str),
    /// «7F3A-19», the mark of this answer in the log.
    pub(crate) code: String,
}

/// Title and text for a status; a refusal of the office brings its own text.
pub(crate) fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => (
            "Нет доступа",
            "Этот раздел открыт другой роли. Если он вам нужен для работы, обратитесь к оператору.",
        ),
        StatusCode::NOT_FOUND => (
            "Такой страницы нет",
            "Проверьте адрес или начните с главной страницы. Запросы и сертификаты ищите в кабинете.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "Сюда нельзя прийти этим путём",
            "Вернитесь на предыдущую страницу и нажмите кнопку ещё раз.",
        ),
        StatusCode::CONFLICT => (
            "Дело уже изменилось",
            "Его изменил другой сотрудник. Откройте страницу заново и посмотрите, что стало.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "Файл слишком большой",
            "Предел — 10 МБ. Сожмите скан или приложите страницы по отдельности.",
        ),
        StatusCode::TOO_MANY_REQUESTS => ("Слишком много попыток", "Подождите минуту и повторите."),
        StatusCode::REQUEST_TIMEOUT => (
            "Ответ не дошёл вовремя",
            "Проверьте связь и повторите. Если отправляли форму, сначала посмотрите, не сохранилась ли она.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Портал временно не отвечает",
            "Запросы не потеряны. Повторите через несколько минут.",
        ),
        status if status.is_server_error() => (
            "Портал не справился",
            "Отправленное могло не сохраниться: откройте раздел заново и проверьте. Если повторится, назовите поддержке код.",
        ),
        _ => (
            "Запрос не разобран",
            "Вернитесь на предыдущую страницу, обновите её и отправьте форму ещё раз.",
        ),
    }
}
