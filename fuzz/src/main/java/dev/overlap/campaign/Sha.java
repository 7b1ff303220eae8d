package dev.overlap.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.overlap.finding.HarnessError;

/** Names made of contents, in hexadecimal digits. */
public final class Sha {

    private Sha() {
    }

    /** SHA-1, 40 digits, which is how fuzzers name inputs. */
    public static String one(byte[] bytes) {
        return digest("SHA-1", bytes);
    }

    /** The first 16 digits of SHA-256: enough for as many findings as there will ever be. */
    public static String brief(String text) {
        return digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new HarnessError("every Java knows " + algorithm, e);
        }
    }
}
