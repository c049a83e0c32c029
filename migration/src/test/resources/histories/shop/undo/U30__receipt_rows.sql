DELETE FROM payment.receipt;
DROP TABLE public.receipt_import;
