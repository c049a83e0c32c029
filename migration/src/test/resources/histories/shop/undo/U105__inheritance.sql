DROP TABLE delivery_note, invoice, document;
