DROP TABLE ${schema}.${prefix}note;
