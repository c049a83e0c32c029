package dev.holdfast.auth.throttle;

import dev.holdfast.auth.throttle.policy.NameForm;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What buckets are called in the table: hashes of names and addresses, under a ring of their own. */
final class BucketNames {
    private final ThrottlePolicy policy;
    private final Supplier<KeyRing> keys;

    BucketNames(ThrottlePolicy policy, Supplier<KeyRing> keys) {
        this.policy = policy;
        this.keys = keys;
    }

    /**
     * One bucket's name.
     *
     * @param kind its kind
     * @param hash its name
     * @param account the hash of its account, or null when several share it
     */
    @SuppressWarnings("ArrayRecordComponent") // stays in the package, is never changed or compared
    record Name(ThrottleBucket kind, byte[] hash, byte @Nullable [] account) {}

    /**
     * The buckets of one key under one hash key, in the order in which they are locked.
     *
     * @param keyId the hash key's id
     * @param account the account under it
     * @param buckets the names
     */
    record Names(String keyId, HashTag account, List<Name> buckets) {
        /** Those that belong to this account alone. */
        Names own() {
            return new Names(
                    keyId,
                    account,
                    buckets.stream().filter(name -> name.account() != null).toList());
        }

        /** What an administrator sees of an account; enough to find it again, too little to test guesses at names. */
        String reference() {
            return BucketNames.reference(account.hash());
        }
    }

    static String reference(byte[] account) {
        return HexFormat.of().formatHex(account);
    }

    /** The buckets of an attempt under every accepted key, the active key's first. */
    List<Names> of(ThrottleKey key) {
        KeyRing ring = keys.get();
        // One ring for all of an attempt's hashes, whatever is rotated meanwhile.
        KeyedHash hash = KeyedHash.of(ThrottleSetup.KEY_PURPOSE, () -> ring);
        String form = form(key.account());
        String tenant = key.account().tenantId();
        List<HashTag> accounts = hash.candidates(text(ThrottleBucket.ACCOUNT, tenant, form));
        String network = key.address().network();
        return key.deviceId() == null
                ? stranger(hash, accounts, network, text(ThrottleBucket.PAIR, tenant, form, network))
                : device(hash, accounts, text(ThrottleBucket.DEVICE, tenant, form, key.deviceId()));
    }

    /** An account under every accepted key, the active key's first. */
    List<HashTag> of(AccountName account) {
        KeyRing ring = keys.get();
        return KeyedHash.of(ThrottleSetup.KEY_PURPOSE, () -> ring)
                .candidates(text(ThrottleBucket.ACCOUNT, account.tenantId(), form(account)));
    }

    private List<Names> stranger(KeyedHash hash, List<HashTag> accounts, String network, Secret pair) {
        List<HashTag> pairs = hash.candidates(pair);
        List<HashTag> addresses = hash.candidates(text(ThrottleBucket.ADDRESS, network));
        List<Names> all = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            HashTag account = accounts.get(i);
            // By the keyed hash of the address: nobody can choose addresses that crowd one shard.
            int shard = Math.floorMod(ByteBuffer.wrap(addresses.get(i).hash()).getInt(), policy.globalShards());
            HashTag global = hash.candidates(text(ThrottleBucket.GLOBAL, String.valueOf(shard)))
                    .get(i);
            all.add(new Names(
                    account.keyId(),
                    account,
                    List.of(
                            new Name(ThrottleBucket.PAIR, pairs.get(i).hash(), account.hash()),
                            new Name(ThrottleBucket.ACCOUNT, account.hash(), account.hash()),
                            new Name(ThrottleBucket.ADDRESS, addresses.get(i).hash(), null),
                            new Name(ThrottleBucket.GLOBAL, global.hash(), null))));
        }
        return all;
    }

    private static List<Names> device(KeyedHash hash, List<HashTag> accounts, Secret device) {
        List<HashTag> devices = hash.candidates(device);
        List<Names> all = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            HashTag account = accounts.get(i);
            Name name = new Name(ThrottleBucket.DEVICE, devices.get(i).hash(), account.hash());
            all.add(new Names(account.keyId(), account, List.of(name)));
        }
        return all;
    }

    private String form(AccountName account) {
        return form(policy, account);
    }

    /** The form that counts. Over-long names are nobody's and share one bucket: they buy neither rows nor work. */
    static String form(ThrottlePolicy policy, AccountName account) {
        return account.typed().length() > NameForm.MAX_LENGTH
                ? "\0over-long"
                : policy.names().canonical(account.typed());
    }

    /** Each part with its length before it, so that no two lists of parts give one text. */
    private static Secret text(ThrottleBucket kind, String... parts) {
        StringBuilder text = new StringBuilder(kind.name());
        for (String part : parts) {
            text.append(':').append(part.length()).append(':').append(part);
        }
        return Secret.ofText(text.toString());
    }
}
