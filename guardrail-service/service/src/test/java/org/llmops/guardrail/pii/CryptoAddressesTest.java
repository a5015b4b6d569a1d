package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.Sightings;

/** The test vectors that BIP-173, BIP-350 and EIP-55 publish for addresses of the main networks. */
class CryptoAddressesTest {
    private static final PiiDetector DETECTOR = new PiiDetector(Selection.of(List.of("CRYPTO")), 0.05, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
            })
    void publishedAddressesAreFound(String address) {
        assertThat(Sightings.of(DETECTOR, "Pay to " + address + " today")).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
                "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
                "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDB",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
            })
    void whatTheStandardsCallInvalidIsNot(String address) {
        assertThat(Sightings.of(DETECTOR, "Pay to " + address + " today")).isEmpty();
    }
}
