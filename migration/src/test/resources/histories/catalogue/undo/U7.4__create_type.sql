DROP TYPE pricerange, crate, size;
