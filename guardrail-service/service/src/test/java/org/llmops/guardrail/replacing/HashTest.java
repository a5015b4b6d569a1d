package org.llmops.guardrail.replacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;

class HashTest {
    private final HashType type = new HashType(Calls.KEYS);

    @Test
    void equalValuesHashAlikeInAllConversationsOfAWorkspace() {
        String one = Calls.written(in("acme", "a"), "EMAIL_ADDRESS", "me@corp.com");

        assertThat(one).matches("EMAIL_ADDRESS:[0-9a-f]{16}");
        assertThat(Calls.written(in("acme", "b"), "EMAIL_ADDRESS", "me@corp.com"))
                .isEqualTo(one);
        assertThat(Calls.written(in("acme", "a"), "EMAIL_ADDRESS", "you@corp.com"))
                .isNotEqualTo(one);
        assertThat(Calls.written(in("globex", "a"), "EMAIL_ADDRESS", "me@corp.com"))
                .isNotEqualTo(one);
    }

    @Test
    void theKindOfValueCounts() {
        String email = Calls.written(in("acme", "a"), "EMAIL_ADDRESS", "x");
        String name = Calls.written(in("acme", "a"), "PERSON", "x");

        assertThat(email.substring(email.indexOf(':'))).isNotEqualTo(name.substring(name.indexOf(':')));
    }

    @Test
    void itIsAsLongAsTheRailSays() {
        Operator long32 = Calls.open(type, Calls.none().put("bytes", 32), Calls.in("acme", "a"));

        assertThat(Calls.written(long32, "IBAN", "x")).matches("IBAN:[0-9a-f]{64}");
    }

    @Test
    void withoutAKeyNothingIsReplaced() {
        Operator unopened = type.compile(Parameters.none());

        assertThatThrownBy(() -> unopened.replace(new Original("IBAN", "x", Calls.in("acme", "a"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsAreToldApartByTheirLengths() {
        WorkspaceKey key = Calls.key("acme");

        assertThat(key.fingerprint("p", "ab", "c")).isNotEqualTo(key.fingerprint("p", "a", "bc"));
        assertThat(key.fingerprint("p", "a")).isNotEqualTo(key.fingerprint("q", "a"));
    }

    private Operator in(String workspace, String conversation) {
        return Calls.open(type, Calls.none(), Calls.in(workspace, conversation));
    }
}
