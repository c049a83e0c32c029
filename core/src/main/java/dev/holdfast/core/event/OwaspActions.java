package dev.holdfast.core.event;

/**
 * The OWASP logging vocabulary as actions: the first word of an OWASP event is the noun.
 *
 * <p>Source: OWASP Cheat Sheet Series, "Application Logging Vocabulary".
 */
public final class OwaspActions {
    /** Somebody logged in. */
    public static final Action AUTHN_LOGIN_SUCCESS = Action.of("authn.login_success");

    /** Somebody logged in after failed attempts. */
    public static final Action AUTHN_LOGIN_SUCCESS_AFTER_FAIL = Action.of("authn.login_successafterfail");

    /** A login failed. */
    public static final Action AUTHN_LOGIN_FAIL = Action.of("authn.login_fail");

    /** A login failed too often. */
    public static final Action AUTHN_LOGIN_FAIL_MAX = Action.of("authn.login_fail_max");

    /** An account was locked. */
    public static final Action AUTHN_LOGIN_LOCK = Action.of("authn.login_lock");

    /** A password was changed. */
    public static final Action AUTHN_PASSWORD_CHANGE = Action.of("authn.password_change");

    /** A change of password failed. */
    public static final Action AUTHN_PASSWORD_CHANGE_FAIL = Action.of("authn.password_change_fail");

    /** An account was used at two places too far apart. */
    public static final Action AUTHN_IMPOSSIBLE_TRAVEL = Action.of("authn.impossible_travel");

    /** A token was made. */
    public static final Action AUTHN_TOKEN_CREATED = Action.of("authn.token_created");

    /** A token was revoked. */
    public static final Action AUTHN_TOKEN_REVOKED = Action.of("authn.token_revoked");

    /** A spent or revoked token was presented again. */
    public static final Action AUTHN_TOKEN_REUSE = Action.of("authn.token_reuse");

    /** A token was deleted. */
    public static final Action AUTHN_TOKEN_DELETE = Action.of("authn.token_delete");

    /** An act was not permitted. */
    public static final Action AUTHZ_FAIL = Action.of("authz.fail");

    /** What somebody may do was changed. */
    public static final Action AUTHZ_CHANGE = Action.of("authz.change");

    /** An administrative act was done. */
    public static final Action AUTHZ_ADMIN = Action.of("authz.admin");

    /** Something could not be decrypted. */
    public static final Action CRYPT_DECRYPT_FAIL = Action.of("crypt.decrypt_fail");

    /** Something could not be encrypted. */
    public static final Action CRYPT_ENCRYPT_FAIL = Action.of("crypt.encrypt_fail");

    /** A rate limit was exceeded. */
    public static final Action EXCESS_RATE_LIMIT_EXCEEDED = Action.of("excess.rate_limit_exceeded");

    /** Input broke a rule. */
    public static final Action INPUT_VALIDATION_FAIL = Action.of("input.validation_fail");

    /** Many missing pages were asked for. */
    public static final Action MALICIOUS_EXCESS_404 = Action.of("malicious.excess_404");

    /** Unexpected fields were sent. */
    public static final Action MALICIOUS_EXTRANEOUS = Action.of("malicious.extraneous");

    /** A known attack tool was seen. */
    public static final Action MALICIOUS_ATTACK_TOOL = Action.of("malicious.attack_tool");

    /** A foreign origin tried to call. */
    public static final Action MALICIOUS_CORS = Action.of("malicious.cors");

    /** An object of somebody else was asked for. */
    public static final Action MALICIOUS_DIRECT_REFERENCE = Action.of("malicious.direct_reference");

    /** Permissions of an object were changed. */
    public static final Action PRIVILEGE_PERMISSIONS_CHANGED = Action.of("privilege.permissions_changed");

    /** Sensitive data was made. */
    public static final Action SENSITIVE_CREATE = Action.of("sensitive.create");

    /** Sensitive data was read. */
    public static final Action SENSITIVE_READ = Action.of("sensitive.read");

    /** Sensitive data was changed. */
    public static final Action SENSITIVE_UPDATE = Action.of("sensitive.update");

    /** Sensitive data was deleted. */
    public static final Action SENSITIVE_DELETE = Action.of("sensitive.delete");

    /** Steps were taken out of order. */
    public static final Action SEQUENCE_FAIL = Action.of("sequence.fail");

    /** A session began. */
    public static final Action SESSION_CREATED = Action.of("session.created");

    /** A session was renewed. */
    public static final Action SESSION_RENEWED = Action.of("session.renewed");

    /** A session expired. */
    public static final Action SESSION_EXPIRED = Action.of("session.expired");

    /** An expired session was used. */
    public static final Action SESSION_USE_AFTER_EXPIRE = Action.of("session.use_after_expire");

    /** A system started. */
    public static final Action SYS_STARTUP = Action.of("sys.startup");

    /** A system stopped. */
    public static final Action SYS_SHUTDOWN = Action.of("sys.shutdown");

    /** A system restarted. */
    public static final Action SYS_RESTART = Action.of("sys.restart");

    /** A system crashed. */
    public static final Action SYS_CRASH = Action.of("sys.crash");

    /** Monitoring was disabled. */
    public static final Action SYS_MONITOR_DISABLED = Action.of("sys.monitor_disabled");

    /** Monitoring was enabled. */
    public static final Action SYS_MONITOR_ENABLED = Action.of("sys.monitor_enabled");

    /** A file was uploaded. */
    public static final Action UPLOAD_COMPLETE = Action.of("upload.complete");

    /** An uploaded file was stored. */
    public static final Action UPLOAD_STORED = Action.of("upload.stored");

    /** An uploaded file was checked. */
    public static final Action UPLOAD_VALIDATION = Action.of("upload.validation");

    /** An uploaded file was deleted. */
    public static final Action UPLOAD_DELETE = Action.of("upload.delete");

    /** An account was made. */
    public static final Action USER_CREATED = Action.of("user.created");

    /** An account was changed. */
    public static final Action USER_UPDATED = Action.of("user.updated");

    /** An account was archived. */
    public static final Action USER_ARCHIVED = Action.of("user.archived");

    /** An account was deleted. */
    public static final Action USER_DELETED = Action.of("user.deleted");

    private OwaspActions() {}
}
