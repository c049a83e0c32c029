NOTIFY catalogue_changed, 'done; really';
