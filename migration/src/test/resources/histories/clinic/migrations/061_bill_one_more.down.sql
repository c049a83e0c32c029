update invoice set no = 20240004 where visit_id = 4;
