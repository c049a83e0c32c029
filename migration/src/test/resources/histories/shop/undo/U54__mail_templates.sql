DROP TABLE mail_template;
