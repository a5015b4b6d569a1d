/** Amazon Bedrock's Converse API, whole and as a stream of binary events; requests have to be signed, or bear a key. */
@NullMarked
package org.llmops.simulator.bedrock;

import org.jspecify.annotations.NullMarked;
