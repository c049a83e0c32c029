package dev.holdfast.audit.export;

import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import java.util.Map;

/** The classes of the schema that events become, and the activities that the last words of their actions mean. */
enum OcsfClass {
    /** What fits no other class. */
    BASE_EVENT(0, "Base Event", Map.of(), Map.of()),

    ACCOUNT_CHANGE(
            3001,
            "Account Change",
            Map.ofEntries(
                    Map.entry("create", 1),
                    Map.entry("created", 1),
                    Map.entry("enable", 2),
                    Map.entry("enabled", 2),
                    Map.entry("password_change", 3),
                    Map.entry("password_change_fail", 3),
                    Map.entry("password_reset", 4),
                    Map.entry("disable", 5),
                    Map.entry("disabled", 5),
                    Map.entry("delete", 6),
                    Map.entry("deleted", 6),
                    Map.entry("lock", 9),
                    Map.entry("locked", 9),
                    Map.entry("login_lock", 9)),
            Map.of(
                    1, "Create", 2, "Enable", 3, "Password Change", 4, "Password Reset", 5, "Disable", 6, "Delete", 9,
                    "Lock")),

    AUTHENTICATION(
            3002,
            "Authentication",
            Map.of(
                    "login", 1,
                    "logon", 1,
                    "login_success", 1,
                    "login_successafterfail", 1,
                    "login_fail", 1,
                    "login_fail_max", 1,
                    "logout", 2,
                    "logoff", 2),
            Map.of(1, "Logon", 2, "Logoff")),

    ENTITY_MANAGEMENT(
            3004,
            "Entity Management",
            Map.ofEntries(
                    Map.entry("create", 1),
                    Map.entry("created", 1),
                    Map.entry("add", 1),
                    Map.entry("read", 2),
                    Map.entry("view", 2),
                    Map.entry("export", 2),
                    Map.entry("update", 3),
                    Map.entry("updated", 3),
                    Map.entry("change", 3),
                    Map.entry("delete", 4),
                    Map.entry("deleted", 4),
                    Map.entry("remove", 4)),
            Map.of(1, "Create", 2, "Read", 3, "Update", 4, "Delete"));

    private static final int OTHER = 99;

    final int uid;
    final String caption;
    private final Map<String, Integer> byWord;
    private final Map<Integer, String> captions;

    OcsfClass(int uid, String caption, Map<String, Integer> byWord, Map<Integer, String> captions) {
        this.uid = uid;
        this.caption = caption;
        this.byWord = byWord;
        this.captions = captions;
    }

    static OcsfClass of(SecurityEvent event) {
        return switch (event.category()) {
            case AUTHENTICATION, SESSION -> AUTHENTICATION;
            case ACCOUNT -> ACCOUNT_CHANGE;
            // Its entity is required: without a target there is none.
            case AUTHORIZATION, DATA, CONFIGURATION, SYSTEM -> event.targets().isEmpty()
                    ? BASE_EVENT
                    : ENTITY_MANAGEMENT;
        };
    }

    int categoryUid() {
        return uid / 1000;
    }

    String category() {
        return this == BASE_EVENT ? "Uncategorized" : "Identity & Access Management";
    }

    int activity(Action action) {
        return byWord.getOrDefault(action.name().substring(action.name().lastIndexOf('.') + 1), OTHER);
    }

    /** The activity in words: for others, as the schema asks, the source's own word. */
    String activityName(Action action) {
        return captions.getOrDefault(activity(action), action.name());
    }
}
