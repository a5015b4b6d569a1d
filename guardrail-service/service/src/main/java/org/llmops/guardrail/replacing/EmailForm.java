package org.llmops.guardrail.replacing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses at the domains that RFC 2606 keeps for examples, below a label that only the workspace's key makes: so
 * an address that was written here is known when it comes back, and stays as it is.
 */
final class EmailForm implements Form {
    private static final List<String> RESERVED = List.of("example.com", "example.net", "example.org");
    private static final String PURPOSE = "surrogate-domain";
    private static final String ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";
    private static final int LABEL = 6;

    private final WorkspaceKey key;

    EmailForm(WorkspaceKey key) {
        this.key = key;
    }

    @Override
    public @Nullable String like(String original, Draws draws) {
        int at = original.lastIndexOf('@');
        if (at <= 0) {
            return null;
        }
        if (isOurs(original, at)) {
            return original;
        }
        String local = Shape.like(original.substring(0, at), draws);
        return local + "@" + label(local) + "." + draws.oneOf(RESERVED);
    }

    private boolean isOurs(String address, int at) {
        String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
        return domain.length() > LABEL
                && RESERVED.contains(domain.substring(LABEL + 1))
                && domain.startsWith(label(address.substring(0, at)) + ".");
    }

    private String label(String local) {
        byte[] fingerprint = key.fingerprint(PURPOSE, local.toLowerCase(Locale.ROOT));
        StringBuilder label = new StringBuilder(LABEL);
        for (int i = 0; i < LABEL; i++) {
            label.append(ALPHABET.charAt(fingerprint[i] & 31));
        }
        return label.toString();
    }
}
