package org.llmops.guardrail.vault;

import java.math.BigInteger;
import java.util.Optional;
import org.llmops.guardrail.replacing.Conversation;
import org.llmops.guardrail.replacing.WorkspaceKey;

/**
 * Stands for a value in a conversation, such as {@code <EMAIL_ADDRESS_4K7Q2XW9MD4TR>}. It is computed from both under the
 * workspace's key, so that whoever meets the value makes the same one, at any time and without asking anybody; 63 bits
 * make it unlikely that two values of a workspace ever share one, and the vault refuses the second.
 */
record Pseudonym(String entity, String text) {
    private static final String PURPOSE = "pseudonym";
    /** Crockford's Base32: no letter that could be read as another. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LETTERS = 12;
    private static final int FIRST_DIGITS = 9;
    private static final int MOST_CHARACTERS = 100;

    static Pseudonym of(WorkspaceKey key, Conversation conversation, String entity, String value) {
        byte[] fingerprint = key.fingerprint(PURPOSE, conversation.name(), entity, value);
        BigInteger number = new BigInteger(1, fingerprint);
        StringBuilder text = new StringBuilder("<").append(entity).append('_');
        text.append(number.mod(BigInteger.valueOf(FIRST_DIGITS)).intValue() + 1);
        for (int letter = 0; letter < LETTERS; letter++) {
            text.append(ALPHABET.charAt(fingerprint[letter] & 31));
        }
        return new Pseudonym(entity, text.append('>').toString());
    }

    /** Nothing when the text is not written like a pseudonym. */
    static Optional<Pseudonym> parse(String text) {
        int last = text.lastIndexOf('_');
        boolean framed = text.length() <= MOST_CHARACTERS
                && text.startsWith("<")
                && text.endsWith(">")
                && last > 1
                && text.length() - last == LETTERS + 3;
        if (!framed || !EntityName.isWellFormed(text.substring(1, last))) {
            return Optional.empty();
        }
        boolean numbered = text.charAt(last + 1) >= '1'
                && text.charAt(last + 1) <= '9'
                && text.substring(last + 2, text.length() - 1).chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return numbered ? Optional.of(new Pseudonym(text.substring(1, last), text)) : Optional.empty();
    }
}
