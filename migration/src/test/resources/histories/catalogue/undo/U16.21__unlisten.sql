UNLISTEN "Other Channel";
