package dev.holdfast.auth.password.hash;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.BCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The one class that knows Bouncy Castle. Keeps Argon2's blocks for the next hash, so that none is garbage. */
final class BouncyHashes {
    private final Argon2BytesGenerator.BlockPool blocks;

    BouncyHashes(int memoryKib) {
        // Some blocks of 1 KiB are scratch space beside the memory itself.
        this.blocks = new Argon2BytesGenerator.FixedBlockPool(memoryKib + 16);
    }

    byte[] argon2id(Argon2Cost cost, byte[] password, byte[] salt, int length) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .withBlockPool(blocks)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] digest = new byte[length];
        int unused = generator.generateBytes(password, digest);
        return digest;
    }

    byte[] bcrypt(int cost, byte[] password, byte[] salt) {
        byte[] read = Arrays.copyOf(password, Math.min(password.length, HashScheme.Bcrypt.MAX_BYTES));
        try {
            // Ended by a zero as the C string is, unless 72 bytes come before it. The text form keeps 23 of 24 bytes.
            return Arrays.copyOf(BCrypt.generate(read, salt, cost, true), 23);
        } finally {
            Arrays.fill(read, (byte) 0);
        }
    }
}
