CREATE TABLE mail_template (name text, lang char(2), body text NOT NULL, PRIMARY KEY (name, lang));
INSERT INTO mail_template VALUES
    ('paid', 'en', 'Dear ${firstName}, we received ${amount}. #{unsubscribe} {{footer}}'),
    ('paid', 'de', E'Hallo ${firstName},\nwir haben ${amount} € erhalten.\n\t--\nDein Shop'),
    ('paid', 'ja', 'お支払いありがとうございます、${firstName}様。'),
    ('sent', 'en', $mail$It's on its way; see <a href="${url}">${url}</a> -- thank you /* sic */$mail$),
    ('sent', 'fr', U&'Votre colis est parti\00a0; merci\2009!'),
    ('sent', 'ru', 'Посылка в пути 🚚');
