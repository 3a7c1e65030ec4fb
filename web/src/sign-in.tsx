import { mount } from "./lib/mount.tsx";
import SignInPage from "./portal/door/sign-in-page.tsx";

mount(() => <SignInPage />);
