SET LOCAL work_mem = DEFAULT;
