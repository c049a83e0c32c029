LISTEN "Other Channel";
UNLISTEN *;
