package dev.holdfast.audit.harden;

import dev.holdfast.core.Require;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which role owns the log, and which run its parts.
 *
 * <pre>{@code
 * AuditRoles.ownedBy("audit_owner").with(LogPart.WRITE, "app").with(LogPart.SEAL, "sealer")
 * }</pre>
 *
 * <p>Whether a role may log in is the host's affair: an application's login can be the role itself or a member of it.
 *
 * @param owner owns the tables: makes months, drops them, migrates. No application runs as it
 * @param holders the roles of each part; a role may hold several
 */
public record AuditRoles(String owner, Map<LogPart, Set<String>> holders) {
    private static final Pattern ROLE = Pattern.compile("(?!pg_)[^\\p{Cntrl}]{1,63}");

    /**
     * Checks names and copies.
     *
     * @throws IllegalArgumentException when a role's name cannot be one, or the owner holds a part
     */
    public AuditRoles {
        requireRole("owner", owner);
        Map<LogPart, Set<String>> copy = new EnumMap<>(LogPart.class);
        for (Map.Entry<LogPart, Set<String>> part : holders.entrySet()) {
            Set<String> roles = new TreeSet<>(part.getValue());
            roles.forEach(role -> requireRole("role", role));
            if (roles.contains(owner)) {
                throw new IllegalArgumentException(
                        "owner must not hold " + part.getKey() + ", since an owner can drop what it wrote, got '"
                                + owner + "' for both: name another role for the part");
            }
            copy.put(part.getKey(), Collections.unmodifiableSet(roles));
        }
        holders = Collections.unmodifiableMap(copy);
    }

    /**
     * An owner, and no other role yet.
     *
     * @param owner the role that owns the log
     * @return the roles
     */
    public static AuditRoles ownedBy(String owner) {
        return new AuditRoles(owner, Map.of());
    }

    /**
     * The same with one more role.
     *
     * @param part what it runs
     * @param role its name, as it stands in {@code pg_roles}
     * @return the roles
     */
    public AuditRoles with(LogPart part, String role) {
        Map<LogPart, Set<String>> more = new EnumMap<>(LogPart.class);
        more.putAll(holders);
        Set<String> roles = new TreeSet<>(more.getOrDefault(part, Set.of()));
        roles.add(role);
        more.put(part, roles);
        return new AuditRoles(owner, more);
    }

    private static void requireRole(String name, String role) {
        Require.matching(name, role, ROLE, "must be a role's name of 1 to 63 characters that does not begin with pg_");
    }
}
