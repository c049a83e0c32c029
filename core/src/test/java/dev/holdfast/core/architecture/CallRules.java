package dev.holdfast.core.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/** The rules on what code may call, from method references as well. */
final class CallRules {
    private static final String CONSTRUCTOR = "<init>";
    private static final Set<String> BEGINS_A_THREAD =
            Set.of(CONSTRUCTOR, "startVirtualThread", "ofVirtual", "ofPlatform");
    private static final Set<String> ASYNC = Set.of("runAsync", "supplyAsync");
    private static final Set<String> OWNING_JDBC = Set.of(
            "commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint", "setTransactionIsolation");
    private static final Set<String> OWNING_JOOQ =
            Set.of("commit", "rollback", "startTransaction", "savepoint", "releaseSavepoint");
    private static final Set<String> STREAMS = Set.of("out", "err", "in");

    private CallRules() {}

    static List<ArchitectureRule> all() {
        return List.of(
                forbidding("time", "the time is asked of a Clock or a Ticker handed in", CallRules::readsTime),
                forbidding("random", "randomness is a SecureRandom", CallRules::drawsWeakly),
                forbidding("thread", "threads are begun by named life-cycle classes alone", CallRules::beginsThread),
                forbidding("transaction", "transactions are owned by runners alone", CallRules::ownsTransaction),
                forbidding(
                        "loader",
                        "extensions are handed in, never looked up",
                        target -> isOwnedBy(target, "java.util.ServiceLoader")),
                forbidding("console", "nothing is printed past the host's logging", CallRules::prints));
    }

    private static ArchitectureRule forbidding(String id, String demand, Predicate<AccessTarget> forbidden) {
        return new ArchitectureRule(
                id,
                demand,
                codebase -> codebase.classes()
                        .flatMap(type -> type.getAccessesFromSelf().stream()
                                .filter(access -> forbidden.test(access.getTarget()))
                                .map(access -> Codebase.violation(type, described(access)))));
    }

    private static String described(JavaAccess<?> access) {
        return access.getOrigin().getFullName() + " uses " + access.getTarget().getFullName();
    }

    private static boolean readsTime(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        if (parameters(target).stream().anyMatch(type -> type.isEquivalentTo(Clock.class))) {
            return false;
        }
        return switch (owner) {
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.util.Date" ->
                name.equals(CONSTRUCTOR) && parameters(target).isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }

    private static boolean drawsWeakly(AccessTarget target) {
        return switch (target.getOwner().getName()) {
            case "java.util.Random", "java.util.SplittableRandom" ->
                target.getName().equals(CONSTRUCTOR);
            case "java.util.concurrent.ThreadLocalRandom" -> target.getName().equals("current");
            case "java.lang.Math" -> target.getName().equals("random");
            default -> false;
        };
    }

    private static boolean beginsThread(AccessTarget target) {
        String name = target.getName();
        return switch (target.getOwner().getName()) {
            case "java.lang.Thread" -> BEGINS_A_THREAD.contains(name);
            case "java.util.concurrent.Executors" -> true;
            case "java.util.Timer",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "java.util.concurrent.ScheduledThreadPoolExecutor",
                    "java.util.concurrent.ForkJoinPool" -> name.equals(CONSTRUCTOR) || name.equals("commonPool");
            // Without an executor of the host's these run on the common pool.
            case "java.util.concurrent.CompletableFuture" ->
                ASYNC.contains(name) && parameters(target).size() == 1;
            default -> false;
        };
    }

    private static boolean ownsTransaction(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        if (owner.isAssignableTo(Connection.class)) {
            return OWNING_JDBC.contains(name);
        }
        return owner.isAssignableTo(DSLContext.class) && (name.startsWith("transaction") || OWNING_JOOQ.contains(name));
    }

    private static boolean prints(AccessTarget target) {
        return isOwnedBy(target, "java.lang.System")
                ? STREAMS.contains(target.getName())
                : target.getName().equals("printStackTrace")
                        && target.getOwner().isAssignableTo(Throwable.class);
    }

    private static List<JavaClass> parameters(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget codeUnit
                ? codeUnit.getRawParameterTypes()
                : List.of();
    }

    private static boolean isOwnedBy(AccessTarget target, String owner) {
        return target.getOwner().getName().equals(owner);
    }
}
