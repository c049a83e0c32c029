CREATE RULE cheap_log AS ON INSERT TO cheap DO ALSO NOTIFY cheap_changed;
