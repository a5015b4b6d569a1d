package org.llmops.guardrail.replacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Parameters;

class MaskTest {
    @Test
    void theLastFewStayAndSoDoesWhatSeparatesThem() {
        assertThat(new Mask(0, 4, '*').of("4242 4242 4242 4242")).isEqualTo("**** **** **** 4242");
        assertThat(new Mask(2, 2, '•').of("DE89 3704 0044")).isEqualTo("DE•• •••• ••44");
        assertThat(new Mask(0, 0, '*').of("alice@example.com")).isEqualTo("*****@*******.***");
    }

    @Test
    void ofAShortValueNeverMoreThanHalfStays() {
        assertThat(new Mask(0, 4, '*').of("4711")).isEqualTo("**11");
        assertThat(new Mask(4, 4, '*').of("Al")).isEqualTo("*l");
        assertThat(new Mask(4, 4, '*').of("X")).isEqualTo("*");
        assertThat(new Mask(8, 8, '*').of("")).isEmpty();
    }

    @Test
    void noMaskTellsMoreThanHalfOfAnyValue() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            String value = random.ints(random.nextInt(30), 0x20, 0x2FF)
                    .filter(Character::isDefined)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String masked = new Mask(random.nextInt(9), random.nextInt(9), '*').of(value);

            long before = value.codePoints().filter(Character::isLetterOrDigit).count();
            long after = masked.codePoints().filter(Character::isLetterOrDigit).count();
            assertThat(after).as(value).isLessThanOrEqualTo(before / 2);
            assertThat(masked.codePointCount(0, masked.length())).isEqualTo(value.codePointCount(0, value.length()));
        }
    }

    @Test
    void accentsThatAreWrittenApartAreHidden() {
        assertThat(new Mask(0, 0, '*').of("e\u0301")).isEqualTo("**");
    }

    @Test
    void aMaskThatHidesNothingIsAFault() {
        for (String character : new String[] {"x", "7", " ", "**", "<", "\n"}) {
            Parameters parameters = new Parameters(Calls.none().put("character", character), "action_parameters");
            new MaskType().compile(parameters);

            assertThat(parameters.faults())
                    .as(character)
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.field()).isEqualTo("action_parameters.character"));
        }
    }

    @Test
    void whatIsSetIsDone() {
        var mask = Calls.open(
                new MaskType(), Calls.none().put("keep_last", 2).put("character", "#"), Calls.in("acme", "c"));

        assertThat(Calls.substitute(mask, "PHONE_NUMBER", "030 1234"))
                .satisfies(written -> assertThat(written.text()).isEqualTo("### ##34"))
                .satisfies(written -> assertThat(written.restorable()).isFalse());
    }
}
