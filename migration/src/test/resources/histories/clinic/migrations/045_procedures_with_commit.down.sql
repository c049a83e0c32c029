drop procedure purge_results(timestamptz);
