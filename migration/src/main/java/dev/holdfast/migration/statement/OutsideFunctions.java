package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.List;
import java.util.Set;

/**
 * Functions that do something outside of their database, by name. What a function of the host's calls stands elsewhere, so
 * it is not seen. Source: PostgreSQL manual, §9.27 System Administration Functions, §35.3 Server-Side Functions, §F.12 dblink.
 */
final class OutsideFunctions {
    private static final Set<String> SERVER = Set.of(
            "pg_reload_conf",
            "pg_rotate_logfile",
            "pg_cancel_backend",
            "pg_terminate_backend",
            "pg_promote",
            "pg_switch_wal",
            "pg_create_restore_point",
            "pg_backup_start",
            "pg_backup_stop",
            "pg_start_backup",
            "pg_stop_backup",
            "pg_wal_replay_pause",
            "pg_wal_replay_resume",
            "pg_stat_reset_shared",
            "pg_stat_reset_slru",
            "pg_stat_reset_replication_slot",
            "pg_stat_statements_reset",
            "pg_create_physical_replication_slot",
            "pg_create_logical_replication_slot",
            "pg_copy_physical_replication_slot",
            "pg_copy_logical_replication_slot",
            "pg_drop_replication_slot",
            "pg_replication_slot_advance",
            "pg_logical_slot_get_changes",
            "pg_logical_slot_get_binary_changes",
            "pg_replication_origin_create",
            "pg_replication_origin_drop",
            "pg_replication_origin_advance",
            "pg_logical_emit_message");

    private static final Set<String> ELSEWHERE = Set.of(
            "lo_export",
            "pg_file_write",
            "pg_file_sync",
            "pg_file_rename",
            "pg_file_unlink",
            "dblink",
            "dblink_exec",
            "dblink_connect",
            "dblink_connect_u",
            "dblink_open",
            "dblink_send_query");

    private OutsideFunctions() {}

    /** The farthest that a call among these tokens reaches. */
    static Reach called(List<SqlToken> tokens) {
        Reach reach = Reach.DATABASE;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isName() && tokens.get(i + 1).isMark("(")) {
                String function =
                        TokenCursor.of(tokens.subList(i, i + 1)).namePart().orElse("");
                reach = reach.or(of(function));
            }
        }
        return reach;
    }

    private static Reach of(String function) {
        if (ELSEWHERE.contains(function)) {
            return Reach.ELSEWHERE;
        }
        return SERVER.contains(function) ? Reach.SERVER : Reach.DATABASE;
    }
}
