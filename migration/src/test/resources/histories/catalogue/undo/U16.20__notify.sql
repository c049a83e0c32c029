NOTIFY catalogue_changed;
