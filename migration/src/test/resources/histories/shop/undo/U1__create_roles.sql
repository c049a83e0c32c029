-- The roles stay while any other database of the cluster grants them something.
DO $$
BEGIN
    DROP ROLE IF EXISTS shop_app, shop_report;
EXCEPTION WHEN dependent_objects_still_exist THEN
    RAISE NOTICE 'roles are still in use elsewhere';
END
$$;
