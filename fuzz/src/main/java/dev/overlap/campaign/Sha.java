package dev.overlap.campaign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.overlap.finding.HarnessError;

/** Names made of contents. */
public final class Sha {

    private Sha() {
    }

    /** SHA-1, 40 digits, which is how fuzzers name inputs. */
    public static String one(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new HarnessError("every Java knows SHA-1", e);
        }
    }
}
