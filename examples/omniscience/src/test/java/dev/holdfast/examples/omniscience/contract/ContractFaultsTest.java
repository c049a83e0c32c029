package dev.holdfast.examples.omniscience.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.factor.SecondFactorResult;
import dev.holdfast.auth.password.rule.BreachedPasswords;
import dev.holdfast.auth.password.rule.BreachedPasswords.Answer;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.StoredPassword;
import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.auth.rate.RatePolicy;
import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.throttle.AccountName;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.ThrottleDecision;
import dev.holdfast.auth.throttle.ThrottleKey;
import dev.holdfast.auth.throttle.policy.NameForm;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.MutableClock;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A contract that a faulty form passes proves nothing: each port with the fault that is made most easily. */
class ContractFaultsTest {
    /** A child of a contract over a faulty form, and the test that has to find it. */
    record Fault(Class<?> child, String test) {
        @Override
        public String toString() {
            return child.getSimpleName();
        }
    }

    static Fault[] faults() {
        return new Fault[] {
            new Fault(StoreThatLooksFirst.class, "replace_twoSideBySide_isDoneByOne"),
            new Fault(CodesCountedByChallengeAlone.class, "verify_wrongResponsesUndone_areBounded"),
            new Fault(CodesThatAskWhoseFirst.class, "verify_userAndStranger_runsTheSameStatementsAndJoins"),
            new Fault(DirectoryThatLooksAgain.class, "find_anyName_runsTheSameStatementsAndJoins"),
            new Fault(PasswordsInAnyCase.class, "lookup_oneThatIsNearAKnownOne_isUnknown"),
            new Fault(LimitInAnyCase.class, "check_keysThatDifferInCase_haveABudgetEach"),
            new Fault(ThrottleThatForgives.class, "succeeded_manyTimes_givesBackItsOwnAndNothingOfOthers"),
            new Fault(NamesOfTheServersLanguage.class, "canonical_inAnotherLanguage_isTheSame"),
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(Fault fault) {
        SummaryGeneratingListener seen = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(fault.child(), fault.test()))
                                .build(),
                        seen);

        TestExecutionSummary summary = seen.getSummary();
        assertThat(summary.getTestsStartedCount()).isEqualTo(1);
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).isInstanceOf(AssertionError.class));
    }

    static class StoreThatLooksFirst extends CredentialTableContractTest {
        @Override
        protected PasswordStore store() {
            return new CredentialTable() {
                @Override
                public boolean replace(DSLContext tx, StoredPassword expected, String text) {
                    return find(tx, expected.user()).filter(expected::equals).isPresent()
                            && tx.execute(
                                            "UPDATE credential SET text = ? WHERE person::text = ?",
                                            text,
                                            expected.user().userId())
                                    == 1;
                }
            };
        }
    }

    /** Whoever begins another login guesses on. */
    static class CodesCountedByChallengeAlone extends MailedCodesContractTest {
        private String latest = "";

        @Override
        protected SecondFactor factor() {
            return new PassedOn(super.factor()) {
                @Override
                public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
                    if (!challengeId.equals(latest)) {
                        latest = challengeId;
                        int unused = runner().call(own -> own.execute("DELETE FROM mailed_code_entry"));
                    }
                    return super.verify(tx, user, response, challengeId);
                }
            };
        }
    }

    static class CodesThatAskWhoseFirst extends MailedCodesContractTest {
        @Override
        protected SecondFactor factor() {
            return new PassedOn(super.factor()) {
                @Override
                public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
                    return isEnrolled(tx, user)
                            ? super.verify(tx, user, response, challengeId)
                            : new SecondFactorResult.Rejected(FactorResult.Reason.NOT_ENROLLED);
                }
            };
        }
    }

    static class DirectoryThatLooksAgain extends DirectoryViewContractTest {
        @Override
        protected AccountDirectory directory() {
            AccountDirectory inner = super.directory();
            return new AccountDirectory() {
                @Override
                public Optional<Account> find(DSLContext tx, LoginName name, Instant now) {
                    return inner.find(tx, name, now).flatMap(found -> inner.get(tx, found.user(), now));
                }

                @Override
                public Optional<Account> get(DSLContext tx, UserRef user, Instant now) {
                    return inner.get(tx, user, now);
                }
            };
        }
    }

    static class PasswordsInAnyCase extends LeakedPasswordFileContractTest {
        @Override
        protected BreachedPasswords breached() {
            return password ->
                    password.exposeText().equalsIgnoreCase(known().exposeText()) ? Answer.BREACHED : Answer.UNKNOWN;
        }
    }

    static class LimitInAnyCase extends PacedLimitContractTest {
        @Override
        protected RateLimit limit(RatePolicy policy) {
            RateLimit inner = super.limit(policy);
            return key -> inner.check(key.toLowerCase(Locale.ROOT));
        }
    }

    /** The owner's daily login gives whoever guesses at the account a whole budget again. */
    static class ThrottleThatForgives extends GuessLedgerContractTest {
        @Override
        protected LoginThrottle throttle(ThrottlePolicy policy, MutableClock time) {
            IdentityHashMap<ThrottleDecision.Ticket, AccountName> whose = new IdentityHashMap<>();
            return new GuessLedger(policy, time) {
                @Override
                public synchronized ThrottleDecision attempt(ThrottleKey key) {
                    ThrottleDecision decision = super.attempt(key);
                    if (decision instanceof ThrottleDecision.Allowed allowed) {
                        whose.put(allowed.ticket(), key.account());
                    }
                    return decision;
                }

                @Override
                public synchronized void succeeded(ThrottleDecision.Ticket ticket) {
                    reset(whose.getOrDefault(ticket, AccountName.of("")));
                }
            };
        }
    }

    static class NamesOfTheServersLanguage extends DottedNamesContractTest {
        @Override
        protected NameForm form() {
            return typed -> typed.strip().toLowerCase(Locale.getDefault());
        }
    }

    /** A factor that does what another does. */
    private abstract static class PassedOn implements SecondFactor {
        private final SecondFactor inner;

        PassedOn(SecondFactor inner) {
            this.inner = inner;
        }

        @Override
        public String method() {
            return inner.method();
        }

        @Override
        public String amr() {
            return inner.amr();
        }

        @Override
        public boolean isEnrolled(DSLContext tx, UserRef user) {
            return inner.isEnrolled(tx, user);
        }

        @Override
        public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
            return inner.verify(tx, user, response, challengeId);
        }
    }
}
