package org.llmops.cost.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.PriceSource;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.Problem;

/** A document is right, or tells every row and field that is wrong. */
class PriceDocumentTest {
    private static final String SOURCES = "\"sources\":[{\"id\":\"s\",\"name\":\"n\",\"url\":\"u\",\"licence\":\"l\"}]";
    private static final String GOOD =
            "\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"source\":\"s\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`rates`:{`input_tokens`:`-1`}                              | rates.input_tokens      | negative",
                "`rates`:{`input_tokens`:`much`}                            | rates.input_tokens      | decimal",
                "`rates`:{`input_tokens`:1e-400}                            | rates.input_tokens      | digits",
                "`rates`:{`tokens`:`1`}                                     | rates.tokens            | no unit",
                "`rates`:{}                                                 | rates                   | at least one",
                "`rates`:{`output_images`:`1`,`images`:`2`}                 | rates.images            | twice",
                "`currency`:`ZZZ`,`rates`:{`input_tokens`:`1`}              | currency                | ISO 4217",
                "`service_tier`:`slow`,`rates`:{`input_tokens`:`1`}         | service_tier            | batch",
                "`effective_from`:`soon`,`rates`:{`input_tokens`:`1`}       | effective_from          | 2026-01-31",
                "`effective_from`:`2026-02-01`,`effective_to`:`2026-01-01`,`rates`:{`input_tokens`:`1`} | effective_to | before",
                "`daily`:{`from`:`9`,`to`:`10:00`},`rates`:{`input_tokens`:`1`} | daily.from           | UTC",
                "`thresholds`:[{`axis`:`lines`,`above`:1,`rates`:{`input_tokens`:`1`}}],`rates`:{`input_tokens`:`1`} | thresholds[0].axis | input_tokens",
                "`thresholds`:[{`axis`:`input_tokens`,`above`:0,`rates`:{`input_tokens`:`1`}}],`rates`:{`input_tokens`:`1`} | thresholds[0].above | above 0",
                "`colour`:`red`,`rates`:{`input_tokens`:`1`}                | colour                  | no such field"
            })
    void aFieldAtFaultIsNamedWithItsRow(String members, String field, String hint) {
        String row = "{" + GOOD + "," + members.replace('`', '"') + "}";

        assertThat(book(good("a") + "," + row).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("rules[1]." + field))
                .satisfies(error -> assertThat(error.detail()).contains(hint));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"regex\":\"(\"}',                        match[0].regex,  RE2",
        "'{\"regex\":\"(?=x)\"}',                    match[0].regex,  RE2",
        "'{\"ends\":\"x\"}',                         match[0].ends,   equals",
        "'{\"equals\":\"a\",\"prefix\":\"b\"}',      match[0],        one of",
        "'{\"equals\":\" \"}',                       match[0].equals, characters"
    })
    void aMatchThatMakesNoSenseIsNamed(String match, String field, String hint) {
        String row = "{\"id\":\"r\",\"provider\":\"p\",\"match\":[" + match
                + "],\"source\":\"s\",\"rates\":{\"input_tokens\":\"1\"}}";

        assertThat(book(row).errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("rules[0]." + field);
            assertThat(error.detail()).contains(hint);
        });
    }

    @Test
    void twoPricesOfTheSameAtOneTimeAreRefused() {
        String until = row("a", "\"effective_to\":\"2026-06-01\"");
        String from = row("b", "\"effective_from\":\"2026-06-01\"");
        String early = row("c", "\"effective_from\":\"2026-05-31\",\"effective_to\":\"2026-06-02\"");
        String elsewhere = row("d", "\"region\":\"eu\"");
        String batch = row("e", "\"service_tier\":\"batch\"");
        String night = row("f", "\"daily\":{\"from\":\"22:00\",\"to\":\"06:00\"}");

        assertThat(book(String.join(",", until, from, elsewhere, batch, night)).errors())
                .isEmpty();
        assertThat(book(String.join(",", until, from, early)).errors())
                .extracting(FieldError::field)
                .containsExactly("rules[2].effective_from", "rules[2].effective_from");
        assertThat(book(String.join(",", until, from, early))
                        .errors()
                        .getFirst()
                        .detail())
                .contains("rules[0]", "'a'");
    }

    @Test
    void namesAreTakenOnceAndSourcesAreKnown() {
        String other = good("a").replace("\"equals\":\"a\"", "\"equals\":\"b\"");
        String nobodys = good("c").replace("\"source\":\"s\"", "\"source\":\"x\"");

        assertThat(book(good("a") + "," + other + "," + nobodys).errors())
                .extracting(FieldError::field)
                .containsExactly("rules[1].id", "rules[2].source");
    }

    @Test
    void whatIsRightIsReadWithoutTheRowsThatAreNot() {
        PriceDocument document = book(good("a") + "," + row("b", "\"service_tier\":\"slow\"") + "," + good("c"));

        assertThat(document.rules()).extracting(PriceRule::id).containsExactly("a", "c");
        assertThat(Stored.book(1, document.text()).rules())
                .extracting(PriceRule::id)
                .containsExactly("a", "c");
        assertThatThrownBy(() -> Import.Wish.of("fail", false, null).accept(document))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .extracting(FieldError::field)
                                .containsExactly("rules[1].service_tier"));
        assertThat(Import.Wish.of("skip", false, null).accept(document)).isSameAs(document);
    }

    @Test
    void aWorkspacesDocumentHasDiscountsAndSaysWhatBecomesOfTheUnpriced() {
        PriceDocument right = PriceDocument.custom(PriceDocument.parse("""
                {"rules":[{"id":"r","provider":"p","match":[{"equals":"m"}],"rates":{"input_tokens":1.5}}],
                 "discounts":[{"id":"d","provider":"openai","match":[{"prefix":"gpt"}],"units":["input_tokens"],"percent":12.5}],
                 "unpriced":"refuse"}
                """));
        PriceDocument wrong = PriceDocument.custom(PriceDocument.parse("""
                {"discounts":[{"id":"d","percent":"101"},{"id":"e","percent":"1","units":["lines"]},{"id":"f","percent":"5"},
                 {"id":"f","percent":"5"}], "unpriced":"perhaps", "providers":[]}
                """));

        assertThat(right.errors()).isEmpty();
        assertThat(right.sources()).extracting(PriceSource::id).containsExactly("custom");
        assertThat(Stored.custom(2, right.text()).discounts()).isEqualTo(right.discounts());
        assertThat(wrong.errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "providers", "discounts[0].percent", "discounts[1].units", "discounts[3].id", "unpriced");
    }

    @Test
    void anOlderBookIsStillRead() {
        PriceDocument document = book("""
                {"id":"r","provider":"p","match":[{"equals":"m"}],"source":"s","rates":{"input_tokens":"3"},
                 "long_context":{"above_input_tokens":200000,"rates":{"input_tokens":"6"}}}
                """);

        assertThat(document.errors()).isEmpty();
        assertThat(document.rules().getFirst().thresholds()).hasSize(1);
    }

    @Test
    void theShippedBookIsRightAndKnowsWhereItComesFrom() {
        PriceDocument shipped =
                PriceDocument.book(PriceDocument.parse(ShippedBook.read().document()));

        assertThat(shipped.errors()).isEmpty();
        assertThat(shipped.rules()).hasSizeGreaterThan(2_500);
        assertThat(shipped.sources()).allSatisfy(source -> {
            assertThat(source.licence()).isNotBlank();
            assertThat(source.id().equals("simulator") || source.checksum() != null)
                    .isTrue();
        });
    }

    @Test
    void whatDiffersBetweenVersionsIsToldFieldByField() {
        List<PriceRule> before =
                book(good("a") + "," + good("b") + "," + good("c")).rules();
        List<PriceRule> after = book(row("a", "\"effective_from\":\"2026-01-01\"")
                                .replace("\"m\"", "\"a\"") + "," + good("b").replace("\"1\"", "\"1.00\"") + ","
                        + good("d"))
                .rules();

        List<RuleChange> changes = RuleChange.between(before, after);

        assertThat(changes).extracting(RuleChange::id).containsExactly("a", "c", "d");
        assertThat(changes)
                .extracting(RuleChange::change)
                .containsExactly(RuleChange.Kind.CHANGED, RuleChange.Kind.REMOVED, RuleChange.Kind.ADDED);
        assertThat(changes.getFirst().fields())
                .containsOnlyKeys("effective_from")
                .containsEntry("effective_from", new RuleChange.FromTo(null, "2026-01-01T00:00:00Z"));
    }

    private static String good(String id) {
        return "{\"id\":\"" + id + "\",\"provider\":\"p\",\"match\":[{\"equals\":\"" + id
                + "\"}],\"source\":\"s\",\"rates\":{\"input_tokens\":\"1\"}}";
    }

    private static String row(String id, String members) {
        return "{\"id\":\"" + id + "\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"source\":\"s\","
                + "\"rates\":{\"input_tokens\":\"1\"}," + members + "}";
    }

    private static PriceDocument book(String rules) {
        return PriceDocument.book(PriceDocument.parse("{" + SOURCES + ",\"rules\":[" + rules + "]}"));
    }
}
