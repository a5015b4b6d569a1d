/** The OpenAI API's pictures and sounds: made of little, but of the formats that were asked for. */
@NullMarked
package org.llmops.simulator.openai.media;

import org.jspecify.annotations.NullMarked;
