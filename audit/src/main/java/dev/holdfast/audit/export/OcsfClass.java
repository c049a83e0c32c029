package dev.holdfast.audit.export;

import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;

/** The classes of the schema that events become, and the activities that the last words of their actions mean. */
enum OcsfClass {
    /** What fits no other class. */
    BASE_EVENT(0, "Base Event"),
    ACCOUNT_CHANGE(3001, "Account Change"),
    AUTHENTICATION(3002, "Authentication"),
    ENTITY_MANAGEMENT(3004, "Entity Management");

    private static final int OTHER = 99;

    final int uid;
    final String caption;

    OcsfClass(int uid, String caption) {
        this.uid = uid;
        this.caption = caption;
    }

    /** An activity's number within its class, and its name. */
    record Activity(int id, String name) {}

    static OcsfClass of(SecurityEvent event) {
        return switch (event.category()) {
            case AUTHENTICATION, SESSION -> AUTHENTICATION;
            case ACCOUNT -> ACCOUNT_CHANGE;
            // Its entity is required: without a target there is none.
            case AUTHORIZATION, DATA, CONFIGURATION, SYSTEM ->
                event.targets().isEmpty() ? BASE_EVENT : ENTITY_MANAGEMENT;
        };
    }

    int categoryUid() {
        return uid / 1000;
    }

    String category() {
        return this == BASE_EVENT ? "Uncategorized" : "Identity & Access Management";
    }

    Activity activity(Action action) {
        String word = action.name().substring(action.name().lastIndexOf('.') + 1);
        // To what is in no list the schema wants the source's own word given.
        Activity other = new Activity(OTHER, action.name());
        return switch (this) {
            case BASE_EVENT -> other;
            case ACCOUNT_CHANGE -> accountChange(word, other);
            case AUTHENTICATION -> authentication(word, other);
            case ENTITY_MANAGEMENT -> entityManagement(word, other);
        };
    }

    private static Activity accountChange(String word, Activity other) {
        return switch (word) {
            case "create", "created" -> new Activity(1, "Create");
            case "enable", "enabled" -> new Activity(2, "Enable");
            case "password_change", "password_change_fail" -> new Activity(3, "Password Change");
            case "password_reset" -> new Activity(4, "Password Reset");
            case "disable", "disabled" -> new Activity(5, "Disable");
            case "delete", "deleted" -> new Activity(6, "Delete");
            case "lock", "locked", "login_lock" -> new Activity(9, "Lock");
            default -> other;
        };
    }

    private static Activity authentication(String word, Activity other) {
        return switch (word) {
            case "login", "logon", "login_success", "login_successafterfail", "login_fail", "login_fail_max" ->
                new Activity(1, "Logon");
            case "logout", "logoff" -> new Activity(2, "Logoff");
            default -> other;
        };
    }

    private static Activity entityManagement(String word, Activity other) {
        return switch (word) {
            case "create", "created", "add" -> new Activity(1, "Create");
            case "read", "view", "export" -> new Activity(2, "Read");
            case "update", "updated", "change" -> new Activity(3, "Update");
            case "delete", "deleted", "remove" -> new Activity(4, "Delete");
            default -> other;
        };
    }
}
