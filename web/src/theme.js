// Follows the system's colour scheme until the person has chosen one (then the server writes the choice into the page).
const root = document.documentElement;
if (!root.dataset.bsTheme && matchMedia('(prefers-color-scheme: dark)').matches) root.dataset.bsTheme = 'dark';
