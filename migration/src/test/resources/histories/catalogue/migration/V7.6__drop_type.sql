DROP TYPE crate;
