CREATE RULE cheap_notify AS ON INSERT TO cheap DO ALSO NOTIFY cheap_changed;
