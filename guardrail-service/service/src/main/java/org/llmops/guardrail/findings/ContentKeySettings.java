package org.llmops.guardrail.findings;

import io.smallrye.config.ConfigMapping;
import org.llmops.platform.sealing.KeySettings;

/** The key that protects what is kept of texts: the same as the vault's. */
@ConfigMapping(prefix = ContentKeySettings.PREFIX)
interface ContentKeySettings extends KeySettings {
    String PREFIX = "llmops.vault";
}
