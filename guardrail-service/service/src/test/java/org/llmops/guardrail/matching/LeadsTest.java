package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LeadsTest {
    @Test
    void tellsWhatEveryMatchHasAndHardlyAnyText() throws PatternMalformed {
        assertThat(seldom("(?i)['\"]\\s?(?:or|and)\\s\\w+(?:=|like\\s)")).containsExactlyInAnyOrder("=", "like");
        assertThat(seldom("[A-Z]{2,5}-\\d{3}")).containsExactly("-");
        assertThat(seldom("\\bor\\b.*(?:\\bselect|#|-+)")).containsExactlyInAnyOrder("select", "#", "-");
    }

    @Test
    void tellsNothingWhereAMatchMayDoWithout() throws PatternMalformed {
        assertThat(seldom("\\bor\\b=?")).isEmpty();
        assertThat(seldom("or\\s(?:=|and)")).isEmpty();
        assertThat(seldom("[a-z]+[.,]")).isEmpty();
    }

    private static Set<String> seldom(String regex) throws PatternMalformed {
        return Leads.seldom(Regex.parse(regex));
    }
}
