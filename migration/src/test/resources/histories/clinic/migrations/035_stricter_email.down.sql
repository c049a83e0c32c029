alter domain email drop constraint email_is_lower;
