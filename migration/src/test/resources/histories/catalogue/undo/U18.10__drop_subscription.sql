CREATE SUBSCRIPTION cat_feed CONNECTION 'host=feed.example dbname=feed' PUBLICATION items, prices WITH (connect = false, slot_name = NONE);
