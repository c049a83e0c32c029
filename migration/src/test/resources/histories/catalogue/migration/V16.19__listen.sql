LISTEN catalogue_changed;
UNLISTEN catalogue_changed;
