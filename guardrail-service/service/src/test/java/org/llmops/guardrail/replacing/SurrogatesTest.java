package org.llmops.guardrail.replacing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.pii.EmailType;
import org.llmops.guardrail.pii.IbanType;
import org.llmops.guardrail.pii.IdentifierChecks;
import org.llmops.guardrail.pii.IpType;
import org.llmops.guardrail.pii.PaymentCardType;
import org.llmops.guardrail.substituting.Operator;

class SurrogatesTest {
    private final Operator surrogates = Calls.surrogates("c1");

    @Test
    void valuesOfAConversationKeepTheirSurrogates() {
        String one = Calls.written(surrogates, "EMAIL_ADDRESS", "anna.schmidt@corp.de");

        assertThat(Calls.written(surrogates, "EMAIL_ADDRESS", "anna.schmidt@corp.de"))
                .isEqualTo(one);
        assertThat(Calls.written(Calls.surrogates("c1"), "EMAIL_ADDRESS", "anna.schmidt@corp.de"))
                .isEqualTo(one);
        assertThat(Calls.written(Calls.surrogates("c2"), "EMAIL_ADDRESS", "anna.schmidt@corp.de"))
                .isNotEqualTo(one);
    }

    @Test
    void emailIsAtAReservedDomainAndIsKnownWhenItComesBack() {
        for (String address : List.of("anna.schmidt@corp.de", "alice@example.com", "x@sub.example.org", "a+b@c.io")) {
            String surrogate = Calls.written(surrogates, "EMAIL_ADDRESS", address);

            assertThat(surrogate)
                    .matches(".+@[a-z0-9]{6}\\.example\\.(com|net|org)")
                    .isNotEqualTo(address);
            assertThat(finds(new EmailType(), surrogate)).isTrue();
            assertThat(Calls.written(surrogates, "EMAIL_ADDRESS", surrogate)).isEqualTo(surrogate);
            assertThat(Calls.written(Calls.surrogates("c2"), "EMAIL_ADDRESS", surrogate))
                    .isEqualTo(surrogate);
        }
    }

    @Test
    void cardsPassTheirCheckAndKeepTheirForm() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            int length = 13 + random.nextInt(7);
            String body = "4"
                    + random.ints(length - 2, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
            String card = body + Luhn.checkDigit(body);
            String spaced = card.replaceAll("(.{4})(?!$)", "$1 ");
            String surrogate = Calls.written(surrogates, "PAYMENT_CARD", spaced);

            assertThat(surrogate).startsWith("4242 4242").isNotEqualTo(spaced);
            assertThat(surrogate.replaceAll("\\d", "9")).isEqualTo(spaced.replaceAll("\\d", "9"));
            assertThat(Luhn.isValid(surrogate)).isTrue();
        }
        assertThat(finds(new PaymentCardType(), Calls.written(surrogates, "PAYMENT_CARD", "5105 1051 0510 5100")))
                .isTrue();
        assertThat(Calls.written(surrogates, "PAYMENT_CARD", "4242 4242 4242 4242"))
                .isNotEqualTo("4242 4242 4242 4242");
    }

    @Test
    void accountsPassTheirCheckInTheSameCountryAtNoBank() {
        for (String iban : List.of(
                "DE89 3704 0044 0532 0130 00",
                "GB82WEST12345698765432",
                "FR1420041010050500013M02606",
                "NL91ABNA0417164300",
                "no93 8601 1117 947")) {
            String surrogate = Calls.written(surrogates, "IBAN", iban);

            assertThat(surrogate.substring(0, 2)).isEqualTo(iban.substring(0, 2));
            assertThat(surrogate).isNotEqualTo(iban).hasSameSizeAs(iban);
            assertThat(finds(new IbanType(), surrogate)).as(surrogate).isTrue();
            assertThat(surrogate.replace(" ", "").substring(4, 8)).matches("[0X]{4}");
        }
    }

    @Test
    void phoneNumbersAreThoseOfFilmsOrOfNobody() throws NumberParseException {
        assertThat(phone("(415) 867-5309")).matches("\\(\\d{3}\\) 555-01\\d\\d");
        assertThat(phone("+1 212 736 5000")).matches("\\+1 \\d{3} 555 01\\d\\d");
        assertThat(phone("+44 7911 123456")).matches("\\+44 7700 900\\d{3}");
        assertThat(phone("+44 20 7219 4272")).matches("\\+44 20 7946 0\\d{3}");
        assertThat(phone("+33 6 12 34 56 78")).matches("\\+33 6 39 98 \\d\\d \\d\\d");
        assertThat(phone("+49 30 12345678")).matches("\\+49 30 23125\\d{3}");
        String nobodys = phone("+43 664 1234567");
        assertThat(nobodys).matches("\\+43 00\\d \\d{7}");
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        assertThat(numbers.isValidNumber(numbers.parse(nobodys, "AT"))).isFalse();
    }

    @Test
    void addressesOfMachinesAreForDocumentation() {
        assertThat(Calls.written(surrogates, "IP_ADDRESS", "10.1.2.3"))
                .matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+");
        String six = Calls.written(surrogates, "IP_ADDRESS", "fe80::1");
        assertThat(six).startsWith("2001:db8:");
        assertThat(finds(new IpType(), six)).isTrue();
    }

    @Test
    void whatIsNotRestoredStaysTheSameWhenItComesBack() {
        ObjectNode lasting = Calls.none().put("restore", false);
        Operator first = Calls.open(new SurrogateType(Calls.KEYS, none -> Optional.empty()), lasting, conversation());
        Operator next = Calls.open(new SurrogateType(Calls.KEYS, none -> Optional.empty()), lasting, conversation());
        for (String[] value : new String[][] {
            {"PAYMENT_CARD", "5105 1051 0510 5100"},
            {"IBAN", "DE89 3704 0044 0532 0130 00"},
            {"ORDER_ID", "AB-1203/x"},
            {"PHONE_NUMBER", "(415) 867-5309"}
        }) {
            String surrogate = Calls.written(first, value[0], value[1]);

            assertThat(Calls.written(next, value[0], value[1])).isEqualTo(surrogate);
            assertThat(Calls.written(next, value[0], surrogate)).isEqualTo(surrogate);
        }
    }

    @Test
    void whatIsReservedIsKnownWithoutItsOriginal() {
        ObjectNode lasting = Calls.none().put("restore", false);
        Operator call = Calls.open(new SurrogateType(Calls.KEYS, none -> Optional.empty()), lasting, conversation());
        for (String phone : List.of(
                "(415) 867-5309", "+44 7911 123456", "+33 6 12 34 56 78", "+49 30 12345678", "+61 2 9374 4000")) {
            String surrogate = Calls.written(surrogates, "PHONE_NUMBER", phone);

            assertThat(Calls.written(call, "PHONE_NUMBER", surrogate)).isEqualTo(surrogate);
        }
        assertThat(Calls.written(call, "IP_ADDRESS", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(Calls.written(call, "IP_ADDRESS", "198.51.101.7")).isNotEqualTo("198.51.101.7");
        assertThat(Calls.written(call, "PHONE_NUMBER", "(415) 555-0250")).isNotEqualTo("(415) 555-0250");
    }

    private static Scene conversation() {
        return Calls.in("acme", "c1");
    }

    @Test
    void datesStayDates() {
        for (int i = 0; i < 50; i++) {
            String date = Calls.written(Calls.surrogates("c" + i), "DATE_OF_BIRTH", "1987-03-24");
            assertThat(java.time.LocalDate.parse(date)).isBetween("1977-01-01", "1997-12-31");
        }
    }

    @Test
    void otherValuesKeepTheirForm() {
        assertThat(Calls.written(surrogates, "PERSON", "Anna Schmidt")).matches("[AEIOUY][a-z]{3} [A-Z][a-z]{6}");
        assertThat(Calls.written(surrogates, "ORDER_ID", "AB-1203/x")).matches("[A-Z]{2}-\\d{4}/[a-z]");
        assertThat(Calls.written(surrogates, "PERSON", "Анна"))
                .matches("\\p{IsCyrillic}{4}")
                .isNotEqualTo("Анна");
    }

    @Test
    void aCheckThatIsKnownHolds() {
        Operator checked =
                Calls.open(new SurrogateType(Calls.KEYS, new IdentifierChecks()), Calls.none(), Calls.in("acme", "c"));
        for (int i = 0; i < 100; i++) {
            String surrogate = Calls.written(checked, "IMEI", "49015420323" + (1000 + i));
            assertThat(Luhn.isValid(surrogate)).isTrue();
        }
        IdentifierChecks checks = new IdentifierChecks();
        for (String[] known : new String[][] {
            {"ES_NIF", "12345678-Z"},
            {"DE_TAX_ID", "86 095 742 719"},
            {"UK_NHS", "943 476 5919"},
            {"IT_FISCAL_CODE", "RSSMRA85T10A562S"},
            {"BR_CPF", "111.444.777-35"}
        }) {
            String surrogate = Calls.written(checked, known[0], known[1]);

            assertThat(checks.of(known[0])).as(known[0]).isPresent();
            assertThat(checks.of(known[0]).orElseThrow().test(surrogate))
                    .as(surrogate)
                    .isTrue();
            assertThat(surrogate).isNotEqualTo(known[1]).hasSameSizeAs(known[1]);
        }
    }

    @Test
    void noSurrogateIsAValueOfTheCallAndNoTwoValuesShareOne() {
        Random random = new Random(3);
        Set<String> values = new HashSet<>();
        Set<String> written = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            String value = Integer.toString(10 + random.nextInt(90));
            if (values.add(value)) {
                String surrogate = Calls.written(surrogates, "ROOM", value);
                assertThat(values).doesNotContain(surrogate);
                assertThat(written.add(surrogate)).isTrue();
            }
        }
    }

    @Test
    void whenNoOtherValueIsLeftNothingIsShown() {
        Operator never = Calls.open(
                new SurrogateType(Calls.KEYS, entity -> Optional.of(text -> false)),
                Calls.none(),
                Calls.in("acme", "c"));

        assertThat(Calls.written(never, "CODE", "a1")).isEqualTo("**");
    }

    @Test
    void shortOnesAreNotRestoredAndOthersAreUnlessTheRailSaysNo() {
        assertThat(Calls.substitute(surrogates, "PERSON", "Al").restorable()).isFalse();
        assertThat(Calls.substitute(surrogates, "PERSON", "Anna Schmidt").restorable())
                .isTrue();
        Operator kept = Calls.open(
                new SurrogateType(Calls.KEYS, entity -> Optional.empty()),
                Calls.none().put("restore", false),
                Calls.in("acme", "c"));
        assertThat(Calls.substitute(kept, "PERSON", "Anna Schmidt").restorable())
                .isFalse();
    }

    private String phone(String number) {
        return Calls.written(surrogates, "PHONE_NUMBER", number);
    }

    private static boolean finds(DetectorType type, String text) {
        List<Match> matches = new ArrayList<>();
        ((LocalDetector) type.compile(Parameters.none()))
                .open(Calls.in("acme", "c"))
                .scan(GrowingText.whole(text), 0, matches::add);
        return matches.stream()
                .anyMatch(match -> match.start() == 0 && match.end() == text.codePointCount(0, text.length()));
    }
}
