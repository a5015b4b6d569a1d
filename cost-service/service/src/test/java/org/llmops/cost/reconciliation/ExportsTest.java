package org.llmops.cost.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.Problem;

/** Exports are read as the providers write them; what cannot be read is told by row and field. Figures are made up. */
class ExportsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final JsonExports JSON = new JsonExports(JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build());

    @Test
    void openAiCosts() {
        Export export = JSON.read(InvoiceFormat.OPENAI_COSTS, bytes("""
                {"object":"page","has_more":false,"next_page":null,"data":[
                  {"object":"bucket","start_time":1772323200,"end_time":1772409600,"results":[
                    {"object":"organization.costs.result","amount":{"value":0.06,"currency":"usd"},
                     "line_item":"gpt-4o-2024-08-06, cached input","project_id":"proj_a","quantity":10000,
                     "quantity_unit":"tokens"},
                    {"object":"organization.costs.result","amount":{"value":1.25e-3,"currency":"usd"},
                     "line_item":"web search tool calls","project_id":null,"quantity":null}]}]}
                """));

        assertThat(export.problems()).isEmpty();
        assertThat(export.lines())
                .containsExactly(
                        new InvoiceLine(
                                1,
                                DAY,
                                "gpt-4o-2024-08-06, cached input",
                                "gpt-4o-2024-08-06",
                                "proj_a",
                                amount("0.06", "0.005"),
                                null,
                                new TokenCounts(10_000, 10_000, 0, 0, 0)),
                        new InvoiceLine(
                                2,
                                DAY,
                                "web search tool calls",
                                null,
                                null,
                                amount("0.00125", "0.000005"),
                                null,
                                null));
    }

    @Test
    void openAiUsage() {
        Export export = JSON.read(InvoiceFormat.OPENAI_USAGE, bytes("""
                {"data":[{"start_time":1772323200,"end_time":1772409600,"results":[
                  {"object":"organization.usage.completions.result","input_tokens":1000,"input_cached_tokens":800,
                   "output_tokens":500,"num_model_requests":5,"project_id":null,"model":"gpt-4o"}]}]}
                """));

        assertThat(export.lines())
                .containsExactly(new InvoiceLine(
                        1, DAY, "completions", "gpt-4o", null, null, 5L, new TokenCounts(1_000, 800, 0, 500, 0)));
    }

    @Test
    void anthropicCostsAreInCents() {
        Export export = JSON.read(InvoiceFormat.ANTHROPIC_COSTS, bytes("""
                {"data":[{"starting_at":"2026-03-01T00:00:00Z","ending_at":"2026-03-02T00:00:00Z","results":[
                  {"amount":"123.78912","currency":"USD","cost_type":"tokens","context_window":"0-200k",
                   "description":"Claude Sonnet 4 Usage - Input Tokens","model":"claude-sonnet-4-20250514",
                   "service_tier":"standard","token_type":"uncached_input_tokens","workspace_id":"wrkspc_a"}]}],
                 "has_more":false,"next_page":null}
                """));

        assertThat(export.lines())
                .containsExactly(new InvoiceLine(
                        1,
                        DAY,
                        "Claude Sonnet 4 Usage - Input Tokens",
                        "claude-sonnet-4-20250514",
                        "wrkspc_a",
                        amount("1.2378912", "0.00000005"),
                        null,
                        null));
    }

    @Test
    void anthropicUsageCountsTheCachedInputApart() {
        Export export = JSON.read(InvoiceFormat.ANTHROPIC_USAGE, bytes("""
                {"data":[{"starting_at":"2026-03-01T00:00:00Z","ending_at":"2026-03-02T00:00:00Z","results":[
                  {"uncached_input_tokens":1500,"cache_creation":{"ephemeral_1h_input_tokens":1000,
                   "ephemeral_5m_input_tokens":500},"cache_read_input_tokens":200,"output_tokens":500,
                   "server_tool_use":{"web_search_requests":10},"api_key_id":null,"workspace_id":null,
                   "model":"claude-sonnet-4-20250514","service_tier":"standard","context_window":"0-200k"}]}]}
                """));

        assertThat(export.lines().getFirst().tokens()).isEqualTo(new TokenCounts(3_200, 200, 1_500, 500, 0));
    }

    @Test
    void anthropicsConsoleHasTwoKindsOfFiles() {
        Export costs = CsvExports.anthropicConsole(bytes("""
                usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,cost_type
                2026-03-01,Claude Haiku 4.5,Default,shop-key,message,≤ 200k,input_no_cache,0.05,token
                """));
        Export usage = CsvExports.anthropicConsole(bytes("""
                usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,\
                usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,\
                usage_output_tokens,web_search_count
                2026-03-01,claude-haiku-4-5,shop-key,Default,message,≤ 200k,10,1,2,3,7,0
                """));

        assertThat(costs.lines())
                .containsExactly(new InvoiceLine(
                        1, DAY, "input_no_cache", "Claude Haiku 4.5", "shop-key", amount("0.05", "0.005"), null, null));
        assertThat(usage.lines().getFirst().tokens()).isEqualTo(new TokenCounts(16, 3, 3, 7, 0));
    }

    @Test
    void anyCsvFileIsReadByItsColumns() {
        CsvColumns columns = columns();
        columns.project = "Key";
        columns.requests = "Calls";
        columns.inputTokens = "In";
        columns.outputTokens = "Out";

        Export export = CsvExports.mapped(bytes("""
                Date,Model,Cost,Key,Calls,In,Out,Note
                2026-03-01,mistral-large,"1.50",k1,3,100,50,"with, comma"
                """), columns);

        assertThat(export.lines())
                .containsExactly(new InvoiceLine(
                        1,
                        DAY,
                        "all",
                        "mistral-large",
                        "k1",
                        amount("1.5", "0.005"),
                        3L,
                        new TokenCounts(100, 0, 0, 50, 0)));
    }

    @Test
    void everyMalformedRowIsTold() {
        Export export = CsvExports.mapped(bytes("""
                Date,Model,Cost
                2026-03-01,a,1.50
                yesterday,a,1.50
                2026-03-01,a,much
                2026-03-01,a,
                2026-03-01,a,1e999999999
                2026-03-02,a,-0.50
                """), columns());

        assertThat(export.lines()).extracting(InvoiceLine::row).containsExactly(1, 6);
        assertThat(export.skipped()).isEqualTo(4);
        assertThat(export.problems())
                .extracting(FieldError::field)
                .containsExactly("rows[2].Date", "rows[3].Cost", "rows[4].Cost", "rows[5].Cost");
    }

    @Test
    void anotherCurrencyIsNamed() {
        Export export = JSON.read(InvoiceFormat.OPENAI_COSTS, bytes("""
                {"data":[{"start_time":1772323200,"results":[{"amount":{"value":1,"currency":"eur"}}]}]}
                """));

        assertThat(export.problems())
                .containsExactly(new FieldError(
                        "rows[1].amount.currency", "The ledger is in USD: convert 'eur' before it is imported"));
    }

    @Test
    void moreCachedTokensThanInputMakeNoSense() {
        Export export = JSON.read(InvoiceFormat.OPENAI_USAGE, bytes("""
                {"data":[{"start_time":1772323200,"results":[{"model":"gpt-4o","input_tokens":10,
                  "input_cached_tokens":11,"output_tokens":1,"num_model_requests":1}]}]}
                """));

        assertThat(export.problems()).extracting(FieldError::field).containsExactly("rows[1].input_tokens");
    }

    @Test
    void whatIsNoExportIsRefused() {
        assertThatThrownBy(() -> JSON.read(InvoiceFormat.OPENAI_COSTS, bytes("no json")))
                .isInstanceOf(Problem.class)
                .hasMessage("It is no JSON");
        assertThatThrownBy(() -> JSON.read(InvoiceFormat.OPENAI_COSTS, bytes("{\"rows\":[]}")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("'data' is a list");
        assertThatThrownBy(() -> CsvExports.mapped(bytes("a,b"), new CsvColumns()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the day");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-2024-08-06,          gpt-4o,                       true",
        "claude-sonnet-4-5-20250929, Claude Sonnet 4.5,            true",
        "claude-3-5-haiku-20241022,  Claude Haiku 3.5,             true",
        "models/gemini-2.5-pro,      gemini-2.5-pro,               true",
        "gpt-4o-mini,                gpt-4o,                       false",
        "claude-sonnet-4,            claude-sonnet-4-5,            false",
        "gpt-4o-2024-08-06,          gpt-4o-2024-05-13,            true"
    })
    void aModelIsRecognisedUnderItsNames(String one, String other, boolean same) {
        assertThat(ModelNames.key(one).equals(ModelNames.key(other))).isEqualTo(same);
    }

    private static CsvColumns columns() {
        CsvColumns columns = new CsvColumns();
        columns.day = "Date";
        columns.model = "Model";
        columns.amount = "Cost";
        return columns;
    }

    private static @Nullable InvoicedAmount amount(String usd, String rounding) {
        return new InvoicedAmount(Money.parse(usd), Money.parse(rounding));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
