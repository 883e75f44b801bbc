// Memory for XML documents: each thread keeps the page that its last document used, so that a request costs no
// allocation of 32 KiB.
#pragma once

namespace uag::xml {

/// Makes pugixml take its memory from here. Called before the first document; later calls do nothing.
void use_document_memory();

}  // namespace uag::xml
