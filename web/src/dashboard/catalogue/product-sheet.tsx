import { type CatalogProduct, changeProduct, createProduct } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./catalogue.text.ts";
import { type Words, WordsSheet } from "./words-sheet.tsx";

/** A new product, or what one is called. */
export function ProductSheet(props: { product?: CatalogProduct | undefined; onClose: () => void }) {
  const { product } = props;
  const saving = createRequest((key, { name, slug, about }: { name: string; slug: string; about: string }) =>
    product
      ? changeProduct(key, { productId: product.id, revision: revision(), name, description: about })
      : createProduct(key, { slug, name, description: about }),
  );
  const revision = () => props.product?.revision ?? 0;
  const submit = async (words: Words, sound: boolean) => {
    if (!sound || !(await saving.run(words))) return;
    toast(text.saved(words.name));
    props.onClose();
  };
  return (
    <WordsSheet
      title={product ? text.product.change : text.product.create}
      submit={product ? text.save : text.createProduct}
      words={{ name: product?.name ?? "", slug: product?.slug ?? "", about: product?.description ?? "" }}
      withSlug={!product}
      about={{ label: text.description, max: 300 }}
      busy={saving.pending()}
      failure={saving.failure()}
      onSubmit={(...given) => void submit(...given)}
      onClose={props.onClose}
    />
  );
}
