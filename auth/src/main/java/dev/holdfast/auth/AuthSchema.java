package dev.holdfast.auth;

import dev.holdfast.core.SchemaModule;

/** The tables of the auth module. */
public final class AuthSchema {
    private AuthSchema() {}

    /**
     * The module's scripts, to hand to the migration module or to print.
     *
     * @return the schema module {@code auth}
     */
    public static SchemaModule module() {
        return SchemaModule.fromResources(
                "auth",
                AuthSchema.class,
                "V001__create_step_up_token",
                "V002__create_totp_device",
                "V003__create_admin_guard",
                "V005__create_login_throttle",
                "V009__create_rate_bucket");
    }
}
